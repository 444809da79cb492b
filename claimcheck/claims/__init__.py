"""Claims out of articles: sentences, attribution, stance, quantities, dates, check-worthiness."""
