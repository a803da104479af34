@org.jspecify.annotations.NullMarked
package io.millrace.producer.scenario;
