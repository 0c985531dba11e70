"""A briefing: what leaves for a press conference, made of the same figures as the screen. No Streamlit in here."""
