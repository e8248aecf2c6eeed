"""The five services, the published language they share, and the kit they stand on."""
