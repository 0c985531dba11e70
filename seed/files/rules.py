"""The named rules: what a row, or a file, may break. Their texts stand in locales/<language>/importing.toml."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RefusalRule(StrEnum):
    """What is wrong with one row."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    TOO_MANY_CELLS = "too_many_cells"
    ERROR_CELL = "error_cell"
    UNCOMPUTED_FORMULA = "uncomputed_formula"
    MERGED_AMOUNT = "merged_amount"
    UNREADABLE_DATE = "unreadable_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    CONFLICTING_DATES = "conflicting_dates"
    MONTH_FIRST_MINORITY = "month_first_minority"
    SWAPPED_DATES = "swapped_dates"
    YEAR_UNCLEAR = "year_unclear"
    FUTURE_DATE = "future_date"
    DEACTIVATED_BEFORE_REGISTERED = "deactivated_before_registered"
    ENDED_BEFORE_REGISTERED = "ended_before_registered"
    END_WITHOUT_DAY = "end_without_day"
    TAKEN_OVER_TOO_EARLY = "taken_over_too_early"
    REACTIVATED_TOO_EARLY = "reactivated_too_early"
    UNREADABLE_MONTH = "unreadable_month"
    AMBIGUOUS_MONTH = "ambiguous_month"
    MONTH_TOO_FAR = "month_too_far"
    UNREADABLE_PERIOD = "unreadable_period"
    UNREADABLE_AMOUNT = "unreadable_amount"
    CONFLICTING_AMOUNT = "conflicting_amount"
    AMOUNT_NOT_WHOLE = "amount_not_whole"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    UNREADABLE_NUMBER = "unreadable_number"
    MONTHS_OUT_OF_RANGE = "months_out_of_range"
    MONTHS_CONTRADICT = "months_contradict"
    AMOUNT_TOO_SMALL = "amount_too_small"
    FINE_UNCLEAR = "fine_unclear"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_LISTING = "unknown_listing"
    PART_REFUSED = "part_refused"
    BAD_KPJ = "bad_kpj"
    BAD_NIK = "bad_nik"
    ROUNDED_NUMBER = "rounded_number"
    BAD_CONTACT = "bad_contact"
    BAD_PLACE_CODE = "bad_place_code"
    UNKNOWN_PLACE_KIND = "unknown_place_kind"
    UNKNOWN_WILAYAH = "unknown_wilayah"
    AMBIGUOUS_WILAYAH = "ambiguous_wilayah"
    UNKNOWN_OFFICE = "unknown_office"
    AMBIGUOUS_OFFICE = "ambiguous_office"
    UNKNOWN_AGENT = "unknown_agent"
    UNKNOWN_KPJ = "unknown_kpj"
    UNKNOWN_MEASURE = "unknown_measure"
    PARENT_REFUSED = "parent_refused"
    KPJ_OF_ANOTHER_AGENT = "kpj_of_another_agent"
    CONFLICT_IN_FILE = "conflict_in_file"
    CONFLICT_WITH_DATABASE = "conflict_with_database"
    PERSONAL_DATA = "personal_data"
    STATUS_WITHOUT_DAY = "status_without_day"
    OWN_NO_FUND = "own_no_fund"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    UNKNOWN_FILE = "unknown_file"
    MAY_NOT_PUBLISH = "may_not_publish"


class Suspicion(StrEnum):
    """What is possible and yet unlikely of a row: it is loaded once somebody has confirmed the rule by its name."""

    PAID_BEFORE_REGISTERED = "paid_before_registered"
    COVERED_BEFORE_REGISTERED = "covered_before_registered"
    REGISTERED_BEFORE_AGENT = "registered_before_agent"
    REGISTERED_AFTER_DEACTIVATION = "registered_after_deactivation"
    SAME_MONTH_ANOTHER_DAY = "same_month_another_day"
    SAME_DAY_ANOTHER_MONTH = "same_day_another_month"
    BELOW_LEAST_RATE = "below_least_rate"
    FAR_FROM_OWN_AMOUNTS = "far_from_own_amounts"
    NIKS_END_IN_ZERO = "niks_end_in_zero"
    NEARLY_A_KNOWN_CODE = "nearly_a_known_code"
    UNUSUAL_MONTH = "unusual_month"
    SCATTERED_MONTHS = "scattered_months"
    TWO_KPJ_ONE_DAY = "two_kpj_one_day"
    RETURNED_WHILE_COVERED = "returned_while_covered"
    AFTER_THE_END = "after_the_end"
    END_WITHDRAWN = "end_withdrawn"
    TAKEN_OVER_BUT_NEW = "taken_over_but_new"
    PUBLISHED_CHANGED = "published_changed"
    SUMMED_TWICE = "summed_twice"
    TOTAL_DIFFERS = "total_differs"
    RETURNED_TOO_SOON = "returned_too_soon"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"


class FileRule(StrEnum):
    """What keeps a whole file from being read."""

    NO_SUCH_FILE = "no_such_file"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    XML_ENTITIES = "xml_entities"
    FAR_CELL = "far_cell"
    SHEET_TOO_LARGE = "sheet_too_large"
    NOT_A_TABLE = "not_a_table"
    WEB_PAGE = "web_page"
    PAGE_CUT_OFF = "page_cut_off"
    PAGE_OF_SCRIPTS = "page_of_scripts"
    LONG_CELL = "long_cell"
    BROKEN_QUOTES = "broken_quotes"
    SWALLOWED_ROWS = "swallowed_rows"
    UNREADABLE_WORKBOOK = "unreadable_workbook"
    PASSWORD_PROTECTED = "password_protected"
    NOT_RECOGNISED = "not_recognised"
    MISSING_COLUMNS = "missing_columns"
    AMBIGUOUS_KIND = "ambiguous_kind"
    RECAP = "recap"
    DOUBLED_COLUMN = "doubled_column"
    READING_TOO_SLOW = "reading_too_slow"
    READING_TOO_LARGE = "reading_too_large"
    READING_FAILED = "reading_failed"


class Notice(StrEnum):
    """What was read, but is worth a look."""

    TOTAL_DIFFERS = "total_differs"
    ROWS_BELOW = "rows_below"
    NO_ROWS = "no_rows"
    CHOSEN_COLUMN = "chosen_column"
    SHEETS_IGNORED = "sheets_ignored"
    SHEETS_HIDDEN = "sheets_hidden"
    RECAP_IGNORED = "recap_ignored"
    ROWS_HIDDEN = "rows_hidden"
    PAYMENTS_HIDDEN = "payments_hidden"
    LIST_REPLACED = "list_replaced"
    RETURNING = "returning"
    UNUSUAL_PAID = "unusual_paid"
    UNUSUAL_REGISTERED = "unusual_registered"
    CANCELLED_LEFT_OUT = "cancelled_left_out"
    FINES_LEFT_OUT = "fines_left_out"
    NOT_LISTED_LEFT_OUT = "not_listed_left_out"
    PROGRAMS_ADDED = "programs_added"
    PROGRAMS_ELSEWHERE = "programs_elsewhere"
    CONTRADICTS = "contradicts"


class FileError(ValueError):
    """A file that cannot be read. `values`: what its text needs, not formatted: texts, numbers, tuples of texts."""

    def __init__(self, rule: FileRule, **values: str | int | tuple[str, ...]) -> None:
        details = ", ".join(f"{name}={value!r}" for name, value in values.items())
        super().__init__(f"{rule}: {details}" if details else str(rule))
        self.rule = rule
        self.values: Mapping[str, str | int | tuple[str, ...]] = MappingProxyType(values)

    def __reduce__(self) -> tuple[object, ...]:
        return _file_error, (self.rule, dict(self.values))


def _file_error(rule: FileRule, values: dict[str, str | int | tuple[str, ...]]) -> FileError:
    """The error as it was, where it comes from another process."""
    return FileError(rule, **values)
