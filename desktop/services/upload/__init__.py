"""What passes between village and county, by line and by stick, one use case a file."""
