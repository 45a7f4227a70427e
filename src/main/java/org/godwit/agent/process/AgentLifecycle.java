package org.godwit.agent.process;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.context.SmartLifecycle;

/** Starts an agent, and stops it so that what it was doing is put down where others can go on. */
final class AgentLifecycle implements SmartLifecycle {

    private final Scheduler scheduler;
    private final Heart heart;
    private final Orders orders;
    private volatile boolean running;

    AgentLifecycle(Scheduler scheduler, Heart heart, Orders orders) {
        this.scheduler = scheduler;
        this.heart = heart;
        this.orders = orders;
    }

    @Override
    public void start() {
        running = true;
        heart.start();
        scheduler.start();
    }

    @Override
    public void stop() {
        running = false;
        orders.close();
        scheduler.stop();
        heart.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
