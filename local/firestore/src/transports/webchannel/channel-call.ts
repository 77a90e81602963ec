import type { Caller } from '../../commit/access-policy.ts';
import type { FirestoreCore } from '../../firestore-core.ts';
import type { ListenHub } from '../../listen/listen-hub.ts';
import { ListenStream } from '../../listen/listen-stream.ts';
import { WriteStream } from '../../methods/write-stream.ts';
import { messageFromJson, messageToJson } from '../../protocol/message-json.ts';
import { messageShape } from '../../protocol/message-shapes.ts';
import type { StatusError } from '../../status.ts';
import type { Json } from '../../values/value-json.ts';

const LISTEN_REQUEST = messageShape('ListenRequest');
const LISTEN_RESPONSE = messageShape('ListenResponse');
const WRITE_REQUEST = messageShape('WriteRequest');
const WRITE_RESPONSE = messageShape('WriteResponse');

/** One Listen or Write call whose messages are JSON. */
export interface ChannelCall {
  receive(json: Json): void;
  close(): void;
}

export interface ChannelSink {
  send(json: Json): void;
  fail(error: StatusError): void;
}

export function listenCall(
  core: FirestoreCore,
  hub: ListenHub,
  caller: Caller,
  sink: ChannelSink,
): ChannelCall {
  const stream = new ListenStream(core, hub, caller, {
    send: (response) => sink.send(messageToJson(LISTEN_RESPONSE, response)),
  });
  return {
    receive: (json) => stream.receive(messageFromJson(LISTEN_REQUEST, json)),
    close: () => stream.close(),
  };
}

export function writeCall(core: FirestoreCore, caller: Caller, sink: ChannelSink): ChannelCall {
  const stream = new WriteStream(core, caller, {
    send: (response) => sink.send(messageToJson(WRITE_RESPONSE, response)),
    fail: (error) => sink.fail(error),
  });
  return {
    receive: (json) => stream.receive(messageFromJson(WRITE_REQUEST, json)),
    close: () => stream.close(),
  };
}
