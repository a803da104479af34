package io.millrace.submitter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

@AnalyzeClasses(packages = "io.millrace.submitter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    void speaksToFlinkOverRestOnly(JavaClasses classes) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(classes);
    }

    @ArchTest
    void hasNoCyclesBetweenPackages(JavaClasses classes) {
        slices().matching("io.millrace.submitter.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @ArchTest
    void countsInMetricsTypesOnly(JavaClasses classes) {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Metrics")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(classes);
    }
}
