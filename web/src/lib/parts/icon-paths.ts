/** The icons of this project, drawn on a 24-unit square with a round pen. */
export const iconPaths = {
  today: 'M4 19v-7m5 7V6m5 13v-9m5 9V4',
  activities: 'M3 13h4l2.5-7 4 13 2.5-6h5',
  journal: 'M7 3.5h11v17H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2Zm2.5 5h5m-5 4h5',
  import: 'M12 4v11m-4-4 4 4 4-4M5 20h14',
  coach: 'M4 5.5h16v10.5h-8l-4.5 4v-4H4v-10.5Zm4 4h8m-8 3h5',
  plan: 'M5 6h14v14H5V6Zm0 4.5h14M8.5 3.5V7m7-3.5V7m-7 7h2.5m3 0h2.5m-8 3h2.5',
  settings: 'M4 7h10m4 0h2M4 17h2m4 0h10M14 4.5v5M10 14.5v5',
  science:
    'M9.5 3.5h5M10.5 3.5v6l-5 9a1.5 1.5 0 0 0 1.3 2h10.4a1.5 1.5 0 0 0 1.3-2l-5-9v-6M8 14.5h8',
  admin: 'M12 3.5 19 6v5.5c0 4.2-2.8 7.4-7 9-4.2-1.6-7-4.8-7-9V6l7-2.5Zm-3 8.5 2.2 2.2 4-4.2',
  more: 'M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2Zm7 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2Zm7 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z',
  arrow: 'M5 12h14m-5-5 5 5-5 5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  warning: 'M12 4 3 19.5h18L12 4Zm0 6v4.5m0 2.5v.1',
  close: 'm6 6 12 12M18 6 6 18',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.7 11.2L20 20',
  signOut: 'M14 4H6v16h8M10 12h10m-3.5-3.5L20 12l-3.5 3.5',
} as const;
export type IconName = keyof typeof iconPaths;
