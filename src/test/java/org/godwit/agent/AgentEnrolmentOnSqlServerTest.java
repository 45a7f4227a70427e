package org.godwit.agent;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class AgentEnrolmentOnSqlServerTest extends AgentEnrolmentTest {}
