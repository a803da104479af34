package io.millrace.producer.generator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that providers give their task categories, as the formats for people write them. */
final class TaskCategories {
    private static final Map<String, Map<String, String>> NAMES = Map.of(
            "Microsoft-Windows-Security-Auditing", audits(),
            "Microsoft-Windows-Sysmon", sysmon(),
            "Microsoft-Windows-Eventlog", Map.of("103", "Service shutdown", "104", "Log clear"),
            "Microsoft-Windows-PowerShell", powerShell(),
            "PowerShell",
                    Map.of("4", "Engine Lifecycle", "6", "Provider Lifecycle", "8", "Pipeline Execution Details"));

    private TaskCategories() {}

    /** The name, or null where only the number is known. */
    static @Nullable String name(EventDefinition event) {
        return NAMES.getOrDefault(event.provider(), Map.of()).get(event.task());
    }

    private static Map<String, String> audits() {
        return Map.ofEntries(
                Map.entry("12288", "Security State Change"),
                Map.entry("12289", "Security System Extension"),
                Map.entry("12290", "System Integrity"),
                Map.entry("12292", "Other System Events"),
                Map.entry("12544", "Logon"),
                Map.entry("12545", "Logoff"),
                Map.entry("12548", "Special Logon"),
                Map.entry("12551", "Other Logon/Logoff Events"),
                Map.entry("12554", "Group Membership"),
                Map.entry("12800", "File System"),
                Map.entry("12801", "Registry"),
                Map.entry("12802", "Kernel Object"),
                Map.entry("12803", "SAM"),
                Map.entry("12804", "Other Object Access Events"),
                Map.entry("12807", "Handle Manipulation"),
                Map.entry("12808", "File Share"),
                Map.entry("12809", "Filtering Platform Packet Drop"),
                Map.entry("12810", "Filtering Platform Connection"),
                Map.entry("12811", "Detailed File Share"),
                Map.entry("13056", "Sensitive Privilege Use"),
                Map.entry("13312", "Process Creation"),
                Map.entry("13313", "Process Termination"),
                Map.entry("13317", "Token Right Adjusted Events"),
                Map.entry("13568", "Audit Policy Change"),
                Map.entry("13570", "Authorization Policy Change"),
                Map.entry("13573", "Other Policy Change Events"),
                Map.entry("13824", "User Account Management"),
                Map.entry("13825", "Computer Account Management"),
                Map.entry("13826", "Security Group Management"),
                Map.entry("14080", "Directory Service Access"),
                Map.entry("14081", "Directory Service Changes"),
                Map.entry("14336", "Credential Validation"),
                Map.entry("14337", "Kerberos Service Ticket Operations"),
                Map.entry("14339", "Kerberos Authentication Service"));
    }

    private static Map<String, String> sysmon() {
        return Map.ofEntries(
                Map.entry("1", "Process Create (rule: ProcessCreate)"),
                Map.entry("2", "File creation time changed (rule: FileCreateTime)"),
                Map.entry("3", "Network connection detected (rule: NetworkConnect)"),
                Map.entry("4", "Sysmon service state changed"),
                Map.entry("5", "Process terminated (rule: ProcessTerminate)"),
                Map.entry("6", "Driver loaded (rule: DriverLoad)"),
                Map.entry("7", "Image loaded (rule: ImageLoad)"),
                Map.entry("8", "CreateRemoteThread detected (rule: CreateRemoteThread)"),
                Map.entry("9", "RawAccessRead detected (rule: RawAccessRead)"),
                Map.entry("10", "Process accessed (rule: ProcessAccess)"),
                Map.entry("11", "File created (rule: FileCreate)"),
                Map.entry("12", "Registry object added or deleted (rule: RegistryEvent)"),
                Map.entry("13", "Registry value set (rule: RegistryEvent)"),
                Map.entry("14", "Registry object renamed (rule: RegistryEvent)"),
                Map.entry("15", "File stream created (rule: FileCreateStreamHash)"),
                Map.entry("16", "Sysmon config state changed"),
                Map.entry("17", "Pipe Created (rule: PipeEvent)"),
                Map.entry("18", "Pipe Connected (rule: PipeEvent)"),
                Map.entry("19", "WmiEventFilter activity detected (rule: WmiEvent)"),
                Map.entry("20", "WmiEventConsumer activity detected (rule: WmiEvent)"),
                Map.entry("21", "WmiEventConsumerToFilter activity detected (rule: WmiEvent)"),
                Map.entry("22", "Dns query (rule: DnsQuery)"),
                Map.entry("23", "File Delete archived (rule: FileDelete)"),
                Map.entry("25", "Process Tampering (rule: ProcessTampering)"),
                Map.entry("26", "File Delete logged (rule: FileDeleteDetected)"));
    }

    private static Map<String, String> powerShell() {
        return Map.of(
                "2", "Execute a Remote Command",
                "4", "PowerShell Console Startup",
                "102", "Starting Command",
                "103", "Stopping Command",
                "106", "Executing Pipeline",
                "111", "PowerShell Named Pipe IPC");
    }
}
