package io.millrace.consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.consumer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.millrace.consumer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyMetricsTypesKnowMicrometer = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule nobodyOpensSockets =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.net..", "java.nio.channels..");

    @ArchTest
    static final ArchRule otherServicesAndFlinkAreUnknown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.millrace.producer..",
                    "io.millrace.analytics..",
                    "io.millrace.submitter..",
                    "org.apache.flink..");
}
