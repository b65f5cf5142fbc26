from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.source_code.shared.each_module import in_each
from policies.source_code.shared.example import SOURCE, adds, bundle
from policies.source_code.shared.messages import untold


class CodeTellsNothingOfATransaction(Policy):
    """Every message that code logs or raises is a literal text with words of the code, or values listed as harmless.

    Lambda logs what code logs, and the text of every exception that leaves it. A log is read by more people than a
    transaction is, and for longer. Which values may be told is one list; none of them is of a transaction.
    """

    id = "FRAUD_CODE_7"
    severity = Severity.CRITICAL
    controls = (controls.PCI_3_2_1.supports, controls.PCI_3_5_1.supports, controls.NIST_SI_12.supports)
    applies_to = (BUNDLE,)
    remediation = (
        "Tell a literal text, or known_words(...), or have the owners of the rules list the value in "
        "policies/source_code/shared/told.py."
    )
    waivable = False

    compliant = bundle(handler=SOURCE)
    violating = {
        "logs the event": adds("def f(event):\n    logger.info('%s', event)"),
        "logs it within a text": adds("def f(event):\n    logger.info(f'got {event}')"),
        "logs it as an extra": adds("def f(event):\n    logger.info('got', extra=event)"),
        "logs it by another logger": adds("def f(event):\n    logging.getLogger().warning('%s', event)"),
        "logs it by another name": adds("log = logger.info"),
        "logs it by what warns": adds("def f(event, *, warn):\n    warn('%s', event)"),
        "logs it by the logger of another module": adds("from . import handler\nhandler.logger.critical('x')"),
        "makes an exception of it": adds("def f(event):\n    return [*map(ValueError, [event])]"),
        "raises it": adds("def f(event):\n    raise ValueError(f'not {event}')"),
        "raises it later": adds("def f(event):\n    error = ValueError(event)\n    raise error"),
        "raises it from another": adds("def f(event):\n    raise ValueError('no') from ValueError(event)"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from in_each(resource, untold)
