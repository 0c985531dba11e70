"""The builders: from a query's frame and the words of a language to a Drawing. No Streamlit, no colours, no sizes.

Each takes an empty frame too. What changes with the data is data or a parameter, so that a plot is made once for each
wording and kept: making one anew takes longer than everything else that a chart needs.
"""
