from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import KNOWN_STACKS
from policies.requirements import PROVIDER_VERSION


class ProviderVersionIsTheTriedOne(Attributes):
    """The file requires the one version of the AWS provider with which it was tried.

    Another version may read the same file in another way, and plan what nobody has judged. The tests that plan and
    deploy ran with this one. CONTRIBUTING.md says how to move to another.
    """

    id = "FRAUD_FILE_25"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SI_2.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    required = {
        "required_providers.aws.version": Exactly(
            PROVIDER_VERSION,
            otherwise=f"requires the AWS provider in version {{value}}, not {PROVIDER_VERSION!r}",
        )
    }
    remediation = f"Require the version {PROVIDER_VERSION!r} in stacks/provider.py, and no range."

    violating = {
        "may be a later one": {"required_providers": {"aws": {"version": f">= {PROVIDER_VERSION}, < 7.0.0"}}},
        "may be a later patch": {"required_providers": {"aws": {"version": f"~> {PROVIDER_VERSION}"}}},
    }
