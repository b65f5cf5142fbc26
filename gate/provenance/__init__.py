"""What was judged and by what: digests, the attestation, its signature and its verification."""
