from policies.aws.log_filter import LOG_FILTER
from policies.core import Severity, controls
from policies.core.examples import remove, replace
from policies.core.kinds import Attributes, Exactly

FIRST = ("logging_filter", "filter", 0)


class WebAclLogKeepsAllButWhatWasAllowed(Attributes):
    """The log of every web ACL keeps each request that a rule stopped or counted, and drops those that were allowed.

    An attack shows in what the rules did. What they let through stands in the access log of the API; at 1,000 requests
    a second, WAF's own record of each of them would cost more than the web ACL.
    """

    id = "FRAUD_FIREWALL_11"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports)
    applies_to = ("aws_wafv2_web_acl_logging_configuration",)
    required = {
        "logging_filter": Exactly(LOG_FILTER, otherwise="does not keep all but what was allowed: its filter is {value}")
    }
    remediation = "Leave the filter to stacks.firewall_log.firewall_log: it keeps every action of AWS WAF but ALLOW."
    violating = {
        "keeps everything": replace("logging_filter", "default_behavior", value="KEEP"),
        "drops what it was to keep": replace(*FIRST, "behavior", value="DROP"),
        "keeps what meets all conditions at once": replace(*FIRST, "requirement", value="MEETS_ALL"),
        "drops what was blocked": remove(*FIRST, "condition", 0),
        "keeps what was allowed": replace(*FIRST, "condition", 0, "action_condition", "action", value="ALLOW"),
        "keeps what has a label only": replace(
            *FIRST, "condition", 0, value={"label_name_condition": {"label_name": "a"}}
        ),
    }
