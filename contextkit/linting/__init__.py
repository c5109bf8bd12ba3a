"""Select, run, render, suppress, baseline, fix."""
