"""What follows from a profile and answers? Pure: reads no file, clock, chance, environment or terminal."""
