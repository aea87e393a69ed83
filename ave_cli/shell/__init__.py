"""Where does the program meet disk, clock and terminal? It never decides anything about a household."""
