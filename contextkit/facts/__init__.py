"""What one file says, whatever its path: extracted once for each blob."""
