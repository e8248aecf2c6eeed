"""The kinds of rules, a module each: what is asked of an application, and what was found."""
