"""The way out of CDKTF: synthesizes with CDK Terrain, its living fork, and compares with what CDKTF synthesizes."""
