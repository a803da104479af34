package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnsentTests {
    private static final int BUDGET = 100;

    private final Unsent unsent = new Unsent(BUDGET);
    private final CountedEvents events = new CountedEvents();

    /** A connection that takes nothing before it is told to. */
    private final class Stuck extends ChannelOutboundHandlerAdapter {
        private final EmbeddedChannel channel = new EmbeddedChannel(this);
        private final Outflow out = new Outflow(channel, unsent, events, Instant.EPOCH);
        private boolean takes;

        Stuck() {
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        }

        Stuck given(int bytes) {
            out.write(Unpooled.wrappedBuffer(new byte[bytes]));
            out.flush(bytes);
            return this;
        }

        void takeAll() {
            takes = true;
            channel.flush();
        }

        boolean isOpen() {
            channel.runPendingTasks();
            return channel.isOpen();
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            if (takes) {
                context.flush();
            }
        }
    }

    @Test
    void closesWhoeverHasBeenStuckForLongestAboveItsBudget() {
        Stuck first = new Stuck().given(60);
        Stuck second = new Stuck().given(40);
        assertThat(first.isOpen()).isTrue();

        Stuck third = new Stuck().given(50);

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
        assertThat(unsent.bytes()).isEqualTo(90);
        assertThat(events.rejections(Rejection.STUCK)).isEqualTo(1);
    }

    @Test
    void letsOneAloneHaveMore() {
        Stuck alone = new Stuck().given(10 * BUDGET);

        assertThat(alone.isOpen()).isTrue();
        assertThat(unsent.isMuch()).isTrue();
    }

    @Test
    void keepsOneThatTookAllBeforeItsTurnToBeClosed() {
        Stuck first = new Stuck().given(60);
        new Stuck().given(60);

        first.takeAll();

        assertThat(first.isOpen()).isTrue();
        assertThat(events.rejections(Rejection.STUCK)).isZero();
    }

    @Test
    void forgetsWhatWasTakenAndWhoIsGone() {
        Stuck taking = new Stuck().given(60);
        Stuck leaving = new Stuck().given(30);

        taking.out.settle();
        leaving.out.leave();
        assertThat(unsent.bytes()).as("in memory until it is closed").isEqualTo(30);
        leaving.out.close();

        assertThat(leaving.isOpen()).isFalse();
        assertThat(unsent.bytes()).isZero();
        assertThat(unsent.isMuch()).isFalse();
    }
}
