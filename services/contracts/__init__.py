"""The published language: what each service promises to the others, to the gateway and to integrators."""
