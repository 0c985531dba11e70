"""Why a file of the branch's own cannot be used."""


class Unusable(ValueError):
    """A file that is not used; the message is the end of the text `brand.fault`."""

    @property
    def reason(self) -> str:
        """Which."""
        return str(self.args[0])
