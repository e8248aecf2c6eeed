"""What ours is compared with: the usual nameko gateway, and two floors. All run the same SELECT."""
