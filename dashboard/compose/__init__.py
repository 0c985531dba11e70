"""A query's answer made into a Figure: its title, its words, its chart and its numbers. No Streamlit."""
