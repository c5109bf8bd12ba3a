"""What each agent loads for a file."""
