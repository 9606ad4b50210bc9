import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';

/**
 * Partition p of every topic goes to member number p modulo the number of members, ordered by id: a dossier
 * belongs to the same member in all topics. The assignment matters for speed only, never for correctness.
 */
export const moduloAssigner: PartitionAssigner = ({ cluster }) => ({
  name: 'MotcuaModuloAssigner',
  version: 0,
  async assign({ members, topics }) {
    const memberIds = members.map(({ memberId }) => memberId).sort();
    return memberIds.map((memberId, member) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({
        version: 0,
        userData: Buffer.alloc(0),
        assignment: Object.fromEntries(
          topics.map((topic) => [
            topic,
            cluster
              .findTopicPartitionMetadata(topic)
              .map(({ partitionId }) => partitionId)
              .filter((partition) => partition % memberIds.length === member),
          ]),
        ),
      }),
    }));
  },
  protocol({ topics }) {
    return {
      name: 'MotcuaModuloAssigner',
      metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
    };
  },
});
