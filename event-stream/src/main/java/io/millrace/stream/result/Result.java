package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One line of the job's output. Its id follows from what it is about, never from the attempt that wrote it, so that whoever
 * receives a result twice can tell.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WindowCount.class, name = WindowCount.KIND),
    @JsonSubTypes.Type(value = DeadLetter.class, name = DeadLetter.KIND),
    @JsonSubTypes.Type(value = LateEvent.class, name = LateEvent.KIND),
    @JsonSubTypes.Type(value = TopKeys.class, name = TopKeys.KIND),
    @JsonSubTypes.Type(value = LogonRatio.class, name = LogonRatio.KIND),
    @JsonSubTypes.Type(value = BaselineAlert.class, name = BaselineAlert.KIND)
})
public sealed interface Result permits WindowCount, DeadLetter, LateEvent, TopKeys, LogonRatio, BaselineAlert {
    /** 32 hexadecimal digits, see {@link ResultId}. */
    String id();

    /** What sort of result it is, e.g. {@code count}. */
    String kind();
}
