"""What we build: three stacks as one CDKTF application; the only package that imports CDKTF."""

from stacks import bindings

bindings.prepare()
