"""The engines that judge a stack."""
