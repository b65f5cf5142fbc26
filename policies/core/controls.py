"""The outside controls that policies serve: each once, with its title and the source of the mapping."""

from __future__ import annotations

from policies.core.control import Control

# Neither AWS's conformance packs nor powerpipe's mappings state a version: hence the day on which they were read.
CONFORMANCE_PACK = "AWS Config conformance pack for PCI DSS 4.0, as of 2026-11-22"
NIST_RULES = "cdk-nag 3.0.2 and AWS Config conformance pack for NIST 800-53 r5, as of 2026-11-22"
SOC_RULES = "prowler 5.46.0 and powerpipe mappings for SOC 2, as of 2026-11-22"
CIS_BENCHMARK = "CIS AWS Foundations Benchmark 7.0"
STANDARD = "the standard's own text"


def _pci(number: str, title: str, source: str = CONFORMANCE_PACK) -> Control:
    return Control("PCI DSS 4.0.1", number, title, source)


def _nist(number: str, title: str) -> Control:
    return Control("NIST 800-53 r5", number, title, NIST_RULES)


def _soc(number: str, title: str) -> Control:
    return Control("SOC 2", number, title, SOC_RULES)


def _cis(number: str, title: str) -> Control:
    return Control("CIS AWS 7.0", number, title, CIS_BENCHMARK)


PCI_1_3_1 = _pci("1.3.1", "Inbound traffic to the cardholder data environment is restricted")
PCI_1_4_2 = _pci("1.4.2", "Inbound traffic from untrusted networks is restricted")
PCI_3_2_1 = _pci("3.2.1", "Storage of account data is kept to a minimum")
PCI_3_5_1 = _pci("3.5.1", "Card numbers are unreadable wherever they are stored")
PCI_3_6_1_2 = _pci("3.6.1.2", "Secret and private keys are stored in a secure form")
PCI_3_7_4 = _pci("3.7.4", "Keys are changed at the end of their cryptoperiod")
PCI_6_2_4 = _pci("6.2.4", "Common software attacks are prevented", STANDARD)
PCI_6_3_3 = _pci("6.3.3", "Components are protected from known vulnerabilities by updates")
PCI_6_4_2 = _pci("6.4.2", "An automated solution detects and prevents attacks on public web applications")
PCI_7_2_1 = _pci("7.2.1", "An access control model grants access by need")
PCI_7_2_2 = _pci("7.2.2", "Access is assigned by job and by least privilege")
PCI_7_2_5 = _pci("7.2.5", "Application and system accounts have least privilege")
PCI_8_6_2 = _pci("8.6.2", "Passwords of application accounts are not hard-coded", STANDARD)
PCI_10_2_1 = _pci("10.2.1", "Audit logs are enabled and active")
PCI_10_3_2 = _pci("10.3.2", "Audit logs are protected from modification")
PCI_10_5_1 = _pci("10.5.1", "Audit logs are kept for 12 months, 3 of them at hand")
PCI_10_7_2 = _pci("10.7.2", "Failures of critical controls are detected and alerted")

NIST_AC_3 = _nist("AC-3", "Access enforcement")
NIST_AC_6 = _nist("AC-6", "Least privilege")
NIST_AU_9_3 = _nist("AU-9(3)", "Cryptographic protection of audit information")
NIST_AU_11 = _nist("AU-11", "Audit record retention")
NIST_AU_12 = _nist("AU-12", "Audit record generation")
NIST_CP_9 = _nist("CP-9", "System backup")
NIST_CP_10 = _nist("CP-10", "System recovery and reconstitution")
NIST_SC_6 = _nist("SC-6", "Resource availability")
NIST_SC_7 = _nist("SC-7", "Boundary protection")
NIST_SC_12 = _nist("SC-12", "Cryptographic key establishment and management")
NIST_SC_13 = _nist("SC-13", "Cryptographic protection")
NIST_SC_28_1 = _nist("SC-28(1)", "Cryptographic protection of information at rest")
NIST_SC_36_1 = _nist("SC-36(1)", "Distributed processing: polling techniques")
NIST_SI_2 = _nist("SI-2", "Flaw remediation")
NIST_SI_4 = _nist("SI-4", "System monitoring")
NIST_SI_10 = Control("NIST 800-53 r5", "SI-10", "Information input validation", STANDARD)
NIST_SI_12 = _nist("SI-12", "Information management and retention")
NIST_CM_3 = Control("NIST 800-53 r5", "CM-3", "Configuration change control", STANDARD)
NIST_CM_7 = Control("NIST 800-53 r5", "CM-7", "Least functionality", STANDARD)

SOC_A1_2 = _soc("A1.2", "Recovery infrastructure and backups are maintained")
SOC_CC6_1 = _soc("CC6.1", "Logical access security protects information assets")
SOC_CC6_3 = _soc("CC6.3", "Access is granted by role and least privilege")
SOC_CC6_6 = _soc("CC6.6", "Measures guard against threats from outside the boundary")
SOC_CC7_2 = _soc("CC7.2", "The system is monitored for anomalies")
SOC_CC7_3 = _soc("CC7.3", "Security events are evaluated")
SOC_CC7_4 = _soc("CC7.4", "Security incidents are responded to")

CIS_2_14 = _cis("2.14", "No policy grants full administrative privileges")
CIS_2_21 = _cis("2.21", "Functions are not open to the public")
CIS_4_6 = _cis("4.6", "Rotation of customer-managed symmetric keys is on")
CIS_4_10 = _cis("4.10", "Access to the API is logged")
