package io.millrace.submitter.notify;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether a webhook is set. An empty address means none, as an absent one does: Docker passes on what is not set. */
final class SomebodyIsTold implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return StringUtils.hasText(context.getEnvironment().getProperty("millrace.submitter.webhook.url"));
    }
}
