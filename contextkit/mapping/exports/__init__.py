"""One module for each agent that rules and maps are exported to; modules are found by being here."""
