"""Programs that type nonsense and look for what breaks; small parts of them are tests."""
