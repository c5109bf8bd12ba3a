"""What the repository holds, made of facts and manifests."""
