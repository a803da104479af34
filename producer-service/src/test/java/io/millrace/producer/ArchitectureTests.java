package io.millrace.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.producer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {
    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("io.millrace.producer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_METRICS_TYPES_KNOW_MICROMETER = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_KNOWS_SOCKETS = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.producer.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.net..");
}
