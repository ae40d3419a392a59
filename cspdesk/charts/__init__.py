"""What a chart shows, drawn by nobody yet."""
