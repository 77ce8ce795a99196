"""The languages of reports, texts in several of them, and the catalogues of translations."""
