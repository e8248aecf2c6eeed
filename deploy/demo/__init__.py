"""The demonstration: data files, and a loader that goes through the same HTTP contract as everyone else."""
