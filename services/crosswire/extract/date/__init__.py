"""Date: the wordings of time as intervals, and when things happened or were said."""
