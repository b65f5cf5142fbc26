from policies.core import Policy, Severity, controls
from policies.core.examples import add_first_resource, add_resource
from policies.core.known_stacks import KNOWN_STACKS

TYPES = """aws_*_resource_policy aws_*_resource_policies aws_s3_bucket_policy aws_schemas_registry_policy
    aws_kms_key_policy aws_kms_grant aws_kms_external_key aws_kms_replica_* aws_kms_custom_key_store
    aws_sqs_queue_policy aws_sqs_queue_redrive_* aws_sns_topic_policy aws_sns_topic_data_protection_policy
    aws_cloudwatch_event_bus_policy aws_cloudwatch_event_permission
    aws_cloudwatch_log_destination* aws_cloudwatch_log_delivery* aws_cloudwatch_log_account_policy
    aws_cloudwatch_log_subscription_filter aws_cloudwatch_log_data_protection_policy
    aws_ram_* aws_oam_* aws_secretsmanager_*"""


class StackHasNoSeparateResourcePolicy(Policy):
    """No policy stands apart from its resource where no other rule judges it, and no grant or share lends anything.

    Queues, topics and keys hold their policies themselves, where they are judged. A separate resource with a policy
    would replace what was judged, and a grant or a share gives access that no policy document shows. Policies of log
    groups and of the buckets of `delivery` stand apart, and rules of their own judge them.
    """

    id = "FRAUD_IAM_17"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports, controls.SOC_CC6_1.supports)
    stacks = KNOWN_STACKS
    forbids = tuple(TYPES.split())
    remediation = "Put the statement into the resource's own policy attribute, through its construct."

    violating = {
        "replaces a key's policy": add_resource("aws_kms_key_policy", {"key_id": "planted", "policy": "{}"}),
        "lends a key": add_resource("aws_kms_grant", {"key_id": "planted", "operations": ["Decrypt"]}),
        "replaces a queue's policy": add_resource("aws_sqs_queue_policy", {"queue_url": "planted", "policy": "{}"}),
        "replaces a topic's policy": add_resource("aws_sns_topic_policy", {"arn": "planted", "policy": "{}"}),
        "opens the bus": add_resource("aws_cloudwatch_event_permission", {"principal": "*", "statement_id": "planted"}),
        "opens the table": add_resource("aws_dynamodb_resource_policy", {"resource_arn": "planted", "policy": "{}"}),
        "opens a bucket": add_first_resource("aws_s3_bucket_policy", {"bucket": "planted", "policy": "{}"}),
        "opens the logs": add_resource("aws_cloudwatch_log_account_policy", {"policy_name": "planted"}),
        "shares": add_resource("aws_ram_resource_share", {"name": "planted", "allow_external_principals": True}),
    }
