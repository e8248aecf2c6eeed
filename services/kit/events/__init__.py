"""Events: consuming them, trying again, giving up, publishing again."""
