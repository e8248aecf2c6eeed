"""The use cases of a document, one a file, named as its command, event or timer."""
