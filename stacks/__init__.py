"""What we build: the fraud-detection system as a CDKTF application; the only room that knows CDKTF."""

from stacks import bindings

bindings.prepare()
