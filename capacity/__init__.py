"""What becomes of many payments a second on the synthesized system, simulated: `make capacity`. Nothing runs on AWS."""
