package io.millrace.analytics.event;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how received lines are written; found by the annotation of {@link ReceivedEvent}. */
public final class ReceivedEventTypeInfo extends TypeInformation<ReceivedEvent> {
    private static final long serialVersionUID = 1L;

    /** Makes it. */
    public static final class Factory extends TypeInfoFactory<ReceivedEvent> {
        @Override
        public TypeInformation<ReceivedEvent> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> genericParameters) {
            return new ReceivedEventTypeInfo();
        }
    }

    @Override
    public TypeSerializer<ReceivedEvent> createSerializer(SerializerConfig config) {
        return ReceivedEventSerializer.INSTANCE;
    }

    @Override
    public Class<ReceivedEvent> getTypeClass() {
        return ReceivedEvent.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "ReceivedEvent";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceivedEventTypeInfo;
    }

    @Override
    public int hashCode() {
        return ReceivedEventTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ReceivedEventTypeInfo;
    }
}
