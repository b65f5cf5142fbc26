from policies.core import Policy, Severity, controls
from policies.core.examples import add_resource
from policies.core.known_stacks import KNOWN_STACKS

NETWORKS = """vpc* default_* subnet security_group* network* route route_table* main_route_table_association flow_log
    internet_gateway* egress_only_internet_gateway nat_gateway* customer_gateway eip* dx_* vpn_* lb* alb* elb* """
SERVERS = """instance ec2_* launch_* autoscaling_* ami* key_pair ebs_* load_balancer_* ecs_* eks_* batch_* lightsail_*
    apprunner_* elastic_beanstalk_*"""


class StackHasNoVpcOrServers(Policy):
    """The stack is serverless: it has no network of its own, no machines and no containers.

    A VPC needs routes, gateways and security groups that somebody must keep closed, and servers need patches. Nothing
    here needs either: every part is reached through AWS's own encrypted and authorized interfaces.
    """

    id = "FRAUD_IAM_19"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_7.supports,)
    stacks = KNOWN_STACKS
    forbids = tuple(f"aws_{pattern}" for pattern in (NETWORKS + SERVERS).split())
    remediation = "Remove it: functions, queues and tables of this stack are reached without a network of ours."

    violating = {
        "has a network": add_resource("aws_vpc", {"cidr_block": "10.0.0.0/16"}),
        "has a subnet": add_resource("aws_subnet", {"cidr_block": "10.0.0.0/24"}),
        "has a security group": add_resource("aws_security_group", {"name": "planted"}),
        "has a way out": add_resource("aws_nat_gateway", {"subnet_id": "planted"}),
        "has a machine": add_resource("aws_instance", {"ami": "planted", "instance_type": "t4g.nano"}),
    }
