/**
 * Stands in for what LayerChart fetches when a chart is brushed, zoomed, round or a map, and for the
 * shapes that come along; the charts here are none of it and never ask.
 */
export default function noInteraction(): never {
  throw new Error('noInteraction requires brush, zoom, arcs and Voronoi to be built in, got a use');
}
