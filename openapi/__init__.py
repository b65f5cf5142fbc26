"""Says what the API takes and answers, as an OpenAPI document, from the synthesized file."""
