"""Bills of materials (CycloneDX): of the bundles that are deployed, and of the packages that a lock installs."""
