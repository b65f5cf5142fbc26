"""The policies that read documents of IAM strictly, each in its family, and so notice an odd one too."""

# Each says exactly what one role may do, by what it is for or by what it calls: whatever is granted besides breaks one.
EVERY_DUTY = tuple(f"FRAUD_IAM_{number}" for number in (*range(9, 15), *range(20, 23)))
OF_KEYS = ("FRAUD_ENCRYPTION_14", "FRAUD_ENCRYPTION_15", "FRAUD_ENCRYPTION_16")
OF_QUEUES = ("FRAUD_QUEUE_1", "FRAUD_QUEUE_6")
OF_TOPICS = ("FRAUD_TOPIC_3", "FRAUD_TOPIC_5")
TRUST = "FRAUD_IAM_2"

ODD_CONDITION = (*OF_KEYS, *OF_QUEUES, *OF_TOPICS, TRUST, "FRAUD_IAM_8")
ODD_EFFECT = (*OF_KEYS, *OF_QUEUES, *OF_TOPICS, "FRAUD_TOPIC_4")
ODD_PRINCIPAL = (*ODD_EFFECT, TRUST)
NO_ACTION = (*ODD_PRINCIPAL, *EVERY_DUTY)
ODD_ACTION = (*NO_ACTION, "FRAUD_IAM_5", "FRAUD_IAM_6", "FRAUD_IAM_7")
NO_DOCUMENT = (
    *("FRAUD_ENCRYPTION_14", "FRAUD_ENCRYPTION_17", "FRAUD_QUEUE_2", "FRAUD_QUEUE_6", "FRAUD_TOPIC_4", "FRAUD_TOPIC_5"),
    *(TRUST, *EVERY_DUTY),
)
