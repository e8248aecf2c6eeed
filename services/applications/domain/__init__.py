"""The rules of benefits and applications. No I/O."""
