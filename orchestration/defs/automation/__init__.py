"""What starts by itself: a run when raw files change, and the daily validation of what is published."""
