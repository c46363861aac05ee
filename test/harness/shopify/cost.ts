import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { shopifySchema } from "./schema";

/** What one query may cost. */
export const MAX_COST = 1000;
const MUTATION_COST = 10;
/** Of a connection itself, besides its entries. */
export const CONNECTION_COST = 2;

/**
 * What a query is estimated at before it runs: nothing for a scalar, 1 for an object, and a list as often as it is asked for
 * (https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits).
 */
export function requestedCost(document: DocumentNode, variables: Record<string, unknown>): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let cost = 0;
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);

  const given = (node: ValueNode | undefined): unknown => {
    if (node?.kind === Kind.VARIABLE) return variables[node.name.value];
    if (node?.kind === Kind.INT) return Number(node.value);
    return node?.kind === Kind.BOOLEAN ? node.value : undefined;
  };
  const isLeftOut = ({ directives = [] }: FieldNode) =>
    directives.some(({ name, arguments: all }) => name.value === "include" && given(all?.[0]?.value) === false);

  function costOf(set: SelectionSetNode | undefined, type: GraphQLCompositeType, entries: number): number {
    let sum = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) sum += isLeftOut(selection) ? 0 : costOfField(selection, type, entries);
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const named = fragment?.typeCondition && shopifySchema().getType(fragment.typeCondition.name.value);
        sum += costOf(fragment?.selectionSet, isCompositeType(named) ? named : type, entries);
      }
    }
    return sum;
  }

  function costOfField(field: FieldNode, parent: GraphQLCompositeType, entries: number): number {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
    const type = getNamedType(parent.getFields()[field.name.value]?.type);
    if (!isCompositeType(type) || type.name === "PageInfo") return 0;
    const first = given(field.arguments?.find(({ name }) => name.value === "first")?.value);
    const asked = typeof first === "number" ? first : 1;
    if (type.name.endsWith("Connection")) return CONNECTION_COST + costOf(field.selectionSet, type, asked);
    const times = ["nodes", "edges"].includes(field.name.value) ? entries : asked;
    return times * (1 + costOf(field.selectionSet, type, 1));
  }

  for (const one of document.definitions) {
    if (one.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = shopifySchema().getRootType(one.operation);
    if (root) cost += costOf(one.selectionSet, root, 1) + (one.operation === "mutation" ? MUTATION_COST : 0);
  }
  return cost;
}

/** The points that a shop leaves to an app: they come back steadily. */
export function leakyBucket(maximum: number, rate: number) {
  let available = maximum;
  let at = performance.now();
  const restore = () => {
    const now = performance.now();
    available = Math.min(maximum, available + ((now - at) / 1000) * rate);
    at = now;
    return available;
  };
  return {
    has: (cost: number) => restore() >= cost,
    take(cost: number) {
      restore();
      available -= cost;
    },
    status: () => ({ maximumAvailable: maximum, currentlyAvailable: Math.floor(restore()), restoreRate: rate }),
  };
}
